const CV = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** The IPTC term for a picture whose content is a capture's, changed by an algorithm (IPTC NewsCodes). */
export const ENHANCED = `${CV}algorithmicallyEnhanced`;

/** Terms that say "made or changed by AI or wholly synthetic": stronger than ours, never replaced. */
const STRONGER =
  /trainedAlgorithmicMedia|compositeSynthetic|algorithmicMedia|virtualRecording|dataDrivenMedia/i;

/** The digital source type of an enhanced picture, given what its source claims. */
export function enhancedSourceType(existing: string | undefined): string {
  return existing && STRONGER.test(existing) ? existing : ENHANCED;
}

/** Terms by which a generative model made all or a part of a picture, and those for what no camera saw. */
const TRAINED = /trainedAlgorithmicMedia/i;
const SYNTHETIC =
  /compositeSynthetic|algorithmicMedia|virtualRecording|dataDrivenMedia|digitalCreation|digitalArt/i;

/** Terms for what was captured of real life, and no more than retouched. */
const CAPTURED =
  /digitalCapture|computationalCapture|negativeFilm|positiveFilm|\/print$|compositeCapture|humanEdits/i;

/**
 * The digital source type of a picture that is composed of several, given what each claims (IPTC NewsCodes): with a part by a
 * generative model, with a synthetic part, of captures alone, or, where one says nothing, simply a composite.
 */
export function compositeSourceType(claims: readonly (string | undefined)[]): string {
  if (claims.some((claim) => claim && TRAINED.test(claim)))
    return `${CV}compositeWithTrainedAlgorithmicMedia`;
  if (claims.some((claim) => claim && SYNTHETIC.test(claim))) return `${CV}compositeSynthetic`;
  if (claims.every((claim) => claim && CAPTURED.test(claim))) return `${CV}compositeCapture`;
  return `${CV}composite`;
}

const escapeXml = (text: string) => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** An XMP packet with the digital source type and the source's copyright and author. */
export function xmpPacket(sourceType: string, exif: Record<string, string>): string {
  const rights = exif.Copyright
    ? `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(exif.Copyright)}</rdf:li></rdf:Alt></dc:rights>`
    : '';
  const creator = exif.Artist
    ? `<dc:creator><rdf:Seq><rdf:li>${escapeXml(exif.Artist)}</rdf:li></rdf:Seq></dc:creator>`
    : '';
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="${escapeXml(sourceType)}">${rights}${creator}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}

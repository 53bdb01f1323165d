/** How a clip's file is written: a container, its codec, and what ffmpeg is told. */
export interface VideoFormat {
  extension: string;
  mime: string;
  /** As ffprobe names it. */
  codec: string;
  /** ffmpeg's encoder, and what it is told. */
  encoder: string;
  muxer: string;
  options: (fps: number) => readonly string[];
}

/** A row each. A fixed number of threads makes the same file on every machine: how a frame is shared out changes its bits. */
export const VIDEO_FORMATS = {
  mp4: {
    extension: 'mp4',
    mime: 'video/mp4',
    codec: 'h264',
    encoder: 'libx264',
    muxer: 'mp4',
    options: (fps) => [
      ...['-preset', 'medium', '-crf', '17', '-profile:v', 'high', '-g', String(2 * fps), '-threads', '4'],
      // The index before the pictures: a clip begins before it has come whole.
      ...['-movflags', '+faststart', '-video_track_timescale', String(fps * 512)],
    ],
  },
  webm: {
    extension: 'webm',
    mime: 'video/webm',
    codec: 'vp9',
    encoder: 'libvpx-vp9',
    muxer: 'webm',
    options: (fps) => [
      ...['-b:v', '0', '-crf', '24', '-deadline', 'good', '-cpu-used', '4', '-row-mt', '1'],
      ...['-g', String(4 * fps), '-threads', '4'],
    ],
  },
} as const satisfies Record<string, VideoFormat>;

export type VideoFormatName = keyof typeof VIDEO_FORMATS;
export const VIDEO_FORMAT_NAMES = Object.keys(VIDEO_FORMATS) as VideoFormatName[];

/** What a file says of its colours: ITU-R BT.709, limited range, samples beside the left column. */
export const COLOUR_TAGS = [
  ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
  ...['-chroma_sample_location', 'left'],
] as const;

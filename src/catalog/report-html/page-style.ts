/** The cards' style sheet, upon `baseStyle`. */
export const pageStyle = `
.card{margin:0 0 20px;padding:18px 20px 20px;border:1px solid var(--line);border-radius:12px;background:var(--card);
scroll-margin-top:60px;content-visibility:auto;contain-intrinsic-size:auto 800px}
.card[hidden]{display:none}
.card[data-kind=failed]{contain-intrinsic-size:auto 170px}
.body{display:grid;grid-template-columns:minmax(0,1.35fr) minmax(0,1fr);gap:24px;margin-top:14px}
.body.compact{grid-template-columns:minmax(0,520px) minmax(0,1fr)}
.body.plain{grid-template-columns:minmax(0,1fr)}
.measures{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:1px 12px;margin:12px 0;padding:12px 0;border:solid var(--line);border-width:1px 0}
.measures>div{display:grid;grid-row:span 3;grid-template-rows:subgrid}
.measures dt{line-height:1.3}
.measures dd{font-size:21px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums}
.measures .line{font-size:12px;font-weight:400;color:var(--soft)}
.facts>div{display:grid;grid-template-columns:9.5em minmax(0,1fr);gap:12px;padding:3px 0;font-size:14px}
.facts dt{line-height:1.6}
.facts dd{overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.outputs ul{padding:0;list-style:none}
.outputs>ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:12px}
.outputs li{display:grid;grid-template-columns:88px minmax(0,1fr);gap:12px}
.outputs .notes li{display:list-item;margin-left:1.1em;list-style:disc}
.outputs img{display:block;width:88px;height:88px;object-fit:contain;background:var(--sunk);border:1px solid var(--line);border-radius:6px}
.outputs img.alpha{background:repeating-conic-gradient(#e4e4e1 0 25%,#fbfbfa 0 50%) 0 0/16px 16px}
.bar{display:block;width:100%;height:10px;border-radius:5px;background:var(--sunk)}
.stages{display:flex;flex-wrap:wrap;gap:2px 14px;margin-top:8px;padding:0;list-style:none;font-size:13px;color:var(--soft);font-variant-numeric:tabular-nums}
.key{width:9px;height:9px;margin-right:6px;border-radius:2px}
.decode{fill:var(--s1)}.condition{fill:var(--s2)}.network{fill:var(--s3)}.tiles{fill:var(--s4)}
.guard{fill:var(--s5)}.encode{fill:var(--s6)}.measure{fill:var(--s7)}
@media (max-width:860px){.body.large,.body.compact{grid-template-columns:minmax(0,1fr);gap:16px}}
@media (max-width:560px){.card{padding:14px 12px 16px}.counts>div:last-child{grid-column:span 2}
.facts>div{grid-template-columns:minmax(0,1fr);gap:0}.measures{gap:1px 8px}.measures dd{font-size:18px}.measures .line{font-size:11.5px}}
@media print{.controls{display:none}.card{content-visibility:visible;break-inside:avoid}}
`;

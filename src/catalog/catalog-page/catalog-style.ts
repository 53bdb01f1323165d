/** The list's style sheet, upon `baseStyle`. */
export const catalogStyle = `
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.badge.plain{color:var(--text);background:var(--sunk)}
.counts{grid-template-columns:repeat(4,minmax(0,1fr))}
.sums{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:20px 32px;margin-top:20px}
.sums table{width:100%;margin-top:6px;border-collapse:collapse;font-size:14px}
.sums th,.sums td{padding:5px 14px 5px 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
.sums th{font-weight:600}
.sums thead th{color:var(--soft);font-size:13px;font-weight:400}
.sums button{padding:1px 10px;font-size:13px;font-variant-numeric:tabular-nums}
main{margin-top:20px;scroll-margin-top:0}
.filters{align-items:center}
.kinds{display:flex;flex-wrap:wrap;gap:6px}
.filters input,.filters select{padding:6px 10px;font:inherit;font-size:14px;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:8px;max-width:100%}
.filters input{flex:1 1 220px;min-width:0}
.filters [hidden],.pager[hidden]{display:none}
.bar,.pager{display:flex;flex-wrap:wrap;align-items:center;gap:6px 10px}
.bar{justify-content:space-between;min-height:36px;margin-bottom:8px}
.bar #status:not(.banner){color:var(--soft);font-size:14px}
.pager{font-size:14px;font-variant-numeric:tabular-nums}
.pager button{padding:4px 11px}
main>.pager{justify-content:center;margin-top:14px}
#rows{margin:0;padding:0;list-style:none}
#rows:focus{outline:none}
#rows>li{display:grid;grid-template-columns:206px minmax(0,1.1fr) minmax(0,1fr) minmax(0,1.2fr);gap:8px 18px;margin-bottom:8px;padding:10px 14px;
border:1px solid var(--line);border-radius:10px;background:var(--card);scroll-margin:90px 0;content-visibility:auto;contain-intrinsic-size:auto 150px}
#rows>li.empty{min-height:150px;color:var(--soft)}
#rows>li.named{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.thumbs{display:flex;align-items:center;gap:6px;min-height:88px}
.thumbs img{display:block;object-fit:contain;border-radius:5px;font-size:12px;color:#585c63;background:repeating-conic-gradient(#e4e4e1 0 25%,#fbfbfa 0 50%) 0 0/12px 12px}
.arrow{color:var(--soft)}
.who h3{margin:0;font-size:15px;line-height:1.35;overflow-wrap:anywhere}
.who h3 a{color:inherit;text-decoration:none}
.who h3 a:hover{text-decoration:underline}
.place{font-size:14px;overflow-wrap:anywhere}
.what,.files{font-size:14px}
.what code{overflow-wrap:anywhere}
.source{line-height:1.4}
.size{font-variant-numeric:tabular-nums}
.markets{display:flex;flex-wrap:wrap;gap:5px;margin-bottom:6px;padding:0;list-style:none}
.markets .badge{padding:1px 9px;font-weight:600;text-decoration:none;overflow-wrap:anywhere}
.markets .badge:hover{text-decoration:underline}
.badge.pass::before{content:"✓ "/""}
.badge.review::before{content:"! "/""}
.badge.failed::before{content:"✕ "/""}
#none{padding:40px 0;text-align:center;color:var(--soft)}
@media (max-width:760px){.counts{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media (max-width:1040px){#rows>li{grid-template-columns:206px minmax(0,1fr) minmax(0,1fr)}.files{grid-column:2/-1}}
@media (max-width:860px){.filters{position:static}}
@media (max-width:720px){#rows>li{grid-template-columns:minmax(0,1fr);padding:12px;contain-intrinsic-size:auto 340px}.files{grid-column:auto}.thumbs:empty{display:none}
.filters select{flex:1 1 40%;min-width:0}.sums:empty{display:none}.sums>*{overflow-x:auto}.pager{width:100%;justify-content:space-between;gap:4px;font-size:13px}.pager button{padding:5px 8px;font-size:13px}}
@media print{.pager,.sums button{border:0}#rows>li{content-visibility:visible;break-inside:avoid}}
`;

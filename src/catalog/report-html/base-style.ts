/** What every page looks like: colours, type, header, filter, badges. Text keeps a contrast of 4.5 : 1 or more in both schemes. */
export const baseStyle = `
:root{color-scheme:light dark;--page:#f6f6f4;--card:#fff;--sunk:#efefec;--line:#dcdcd7;--text:#1d1e20;--soft:#585c63;
--link:#0b5cad;--pass:#17623a;--pass-back:#e2f2e8;--review:#774600;--review-back:#fcefd2;--failed:#97191c;--failed-back:#fce6e5;
--s1:#8a93a3;--s2:#b8863b;--s3:#2f6fb5;--s4:#7fb0de;--s5:#4c9a77;--s6:#a25f93;--s7:#6d6fb8}
@media (prefers-color-scheme:dark){:root{--page:#131416;--card:#1c1e21;--sunk:#26282c;--line:#383b40;--text:#e9eaec;--soft:#a9aeb6;
--link:#84bdfa;--pass:#8fdcae;--pass-back:#173524;--review:#f4cd85;--review-back:#3d2d0f;--failed:#ffaca7;--failed-back:#431a1b;
--s1:#8a93a3;--s2:#c99a52;--s3:#4a8cd6;--s4:#8fbde8;--s5:#62b38e;--s6:#bf7fb1;--s7:#8b8dd6}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1280px;padding:24px 24px 48px;background:var(--page);color:var(--text);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
h1,h2,h3,p,dl,dd,ul{margin:0}
h1{font-size:26px;line-height:1.25;font-weight:650;overflow-wrap:anywhere}
h2{font-size:17px;line-height:1.35;font-weight:650;overflow-wrap:anywhere}
h3{margin:18px 0 6px;font-size:14px;font-weight:650}
a{color:var(--link)}
ul{padding:0 0 0 1.1em}
code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
dt{color:var(--soft);font-size:13px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.when,.aside,.source{color:var(--soft);font-size:13px}
.banner{margin:14px 0 0;padding:10px 14px;border-radius:8px;background:var(--review-back);color:var(--review)}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:18px 0 12px}
.counts>div,.cost{padding:14px 16px;border:1px solid var(--line);border-radius:10px;background:var(--card)}
.counts>div{display:flex;flex-direction:column-reverse}
.counts dd{white-space:nowrap;font-size:26px;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}
.counts .failed dd{color:var(--failed)}
.counts .review dd{color:var(--review)}
.cost p{margin-top:4px}
.cost output{font-weight:650;font-variant-numeric:tabular-nums}
.price{white-space:nowrap}
.cost input{width:5.5em;margin:0 4px 0 2px;padding:3px 6px;font:inherit;color:inherit;background:var(--sunk);border:1px solid var(--soft);border-radius:6px}
.filters{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:8px;margin:12px 0;padding:8px 0;background:var(--page)}
button{padding:6px 12px;font:inherit;font-size:14px;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;cursor:pointer}
button:hover{border-color:var(--soft)}
button[aria-pressed=true]{background:var(--text);border-color:var(--text);color:var(--page)}
button:disabled{color:var(--soft);cursor:default;opacity:.75}
button span{font-variant-numeric:tabular-nums}
.source{overflow-wrap:anywhere}
.badge{display:inline-block;padding:2px 10px;border-radius:99px;font-size:13px;font-weight:650}
.badge.pass{color:var(--pass);background:var(--pass-back)}
.badge.review{color:var(--review);background:var(--review-back)}
.badge.failed{color:var(--failed);background:var(--failed-back)}
.verdict{margin-bottom:6px}
.message{overflow-wrap:anywhere}
.notes,.reasons{font-size:14px}
.foot{margin-top:32px;font-size:14px;color:var(--soft)}
.foot h2{color:var(--text)}
.foot dl>div{display:grid;grid-template-columns:9em minmax(0,1fr);gap:12px;padding:4px 0}
.foot dd{max-width:80ch}
.foot p{margin-top:14px}
@media (max-width:560px){body{padding:16px 12px 32px}.counts{grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}.counts>div{padding:10px 12px}
.filters{gap:6px}.filters button{padding:6px 9px;font-size:13px}.foot dl>div{grid-template-columns:minmax(0,1fr);gap:0}}
@media print{.filters{display:none}}
`;

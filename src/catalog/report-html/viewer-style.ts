/** The comparison's style sheet. `--x`, `--y`, `--w`, `--h` (where the picture lies) and `--split` come from the script. */
export const viewerStyle = `
.viewer{position:relative;overflow:hidden;border-radius:8px;box-shadow:0 0 0 1px var(--line);background:var(--sunk);touch-action:pan-y pinch-zoom;cursor:ew-resize;
user-select:none;-webkit-user-select:none;--split:50%;max-height:82vh;aspect-ratio:1}
.viewer.portrait{aspect-ratio:4/5}
.viewer.landscape{aspect-ratio:4/3}
.viewer.wide{aspect-ratio:16/9}
.viewer.zoomed{touch-action:none;cursor:grab}
.viewer.zoomed.held{cursor:grabbing}
.viewer:focus-visible{outline-offset:3px}
.pane{position:absolute;inset:0;overflow:hidden;background:var(--sunk)}
.alpha .pane{background:repeating-conic-gradient(#e4e4e1 0 25%,#fbfbfa 0 50%) 0 0/20px 20px}
.pane img{position:absolute;left:var(--x,0);top:var(--y,0);width:var(--w,100%);height:var(--h,100%);max-width:none;color:var(--soft)}
.pane.before:not(:first-child){clip-path:inset(0 calc(100% - var(--split)) 0 0)}
.chip{position:absolute;bottom:10px;padding:1px 9px;border-radius:99px;font-size:12px;line-height:20px;color:#fff;background:rgba(20,20,22,.78)}
.before .chip{left:10px}
.after .chip{right:10px}
.split{position:absolute;top:0;left:-22px;width:calc(100% + 44px);height:100%;margin:0;opacity:0;pointer-events:none;-webkit-appearance:none;appearance:none;background:none}
.split::-webkit-slider-runnable-track{height:100%;background:none}
.split::-moz-range-track{height:100%;background:none}
.split::-webkit-slider-thumb{-webkit-appearance:none;appearance:none;width:44px;height:100%;pointer-events:auto;cursor:ew-resize}
.split::-moz-range-thumb{width:44px;height:100%;border:0;pointer-events:auto;cursor:ew-resize}
.divider{position:absolute;top:0;bottom:0;left:var(--split);width:2px;margin-left:-1px;background:#fff;box-shadow:0 0 0 1px rgba(20,20,22,.45);pointer-events:none}
.divider::after{content:"";position:absolute;top:50%;left:50%;width:34px;height:34px;margin:-17px;border-radius:50%;box-shadow:0 0 0 1px rgba(20,20,22,.45);
background:#fff linear-gradient(90deg,#1d1e20 0 2px,transparent 0 6px,#1d1e20 0 8px) center/8px 12px no-repeat}
.split:focus-visible+.divider,.split:focus-visible+.divider::after{box-shadow:0 0 0 3px #0b5cad}
.state{position:absolute;top:10px;left:10px;right:10px;width:fit-content;max-width:calc(100% - 20px);margin:auto;padding:3px 12px;border-radius:8px;font-size:13px;color:#fff;background:rgba(20,20,22,.82);pointer-events:none}
.controls{display:flex;flex-wrap:wrap;align-items:center;gap:6px 14px;margin-top:10px;font-size:13px}
.zoom{display:flex;flex-wrap:wrap;gap:6px}
.zoom button{padding:4px 10px;font-size:13px;font-variant-numeric:tabular-nums}
.hint{color:var(--soft);flex:1 1 16em}
@media (hover:none){.hint{display:none}}
`;

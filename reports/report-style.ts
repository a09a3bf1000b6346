/** The look of HTML reports: system fonts, contrast of at least 4.5 to 1 in light and dark, wide tables scroll by themselves. */
export const REPORT_STYLE = `
:root{--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--paper:#fff;--band:#f6f8fa;--bar:#0969da}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9ea7b3;--line:#373e47;--paper:#0d1117;--band:#161b22;--bar:#58a6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.15rem;margin:2.25rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
.lead{color:var(--soft);margin:0}
p,ul{margin:.5rem 0}
ul{padding-left:1.25rem}
li,p{overflow-wrap:anywhere}
td,th{overflow-wrap:break-word;max-width:24rem}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:2px solid var(--bar)}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.5rem 0}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.4rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:600;background:var(--band);white-space:nowrap}
tbody th{font-weight:500}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
figure{margin:.75rem 0}
svg{display:block;width:100%;height:7.5rem;background:var(--band)}
rect{fill:var(--bar)}
figcaption{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);font-size:.85rem}
@media print{main{max-width:none}section{break-inside:avoid}}
`;

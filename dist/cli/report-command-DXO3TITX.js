import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a as v}from"./chunk-AW2EE5E7.js";import"./chunk-2PKN6FKL.js";import{a as $,b as k}from"./chunk-HO5PYEAW.js";import{a as w}from"./chunk-LSPI6GMI.js";import{a as x,c as R}from"./chunk-HT2AIHEA.js";import{c as b}from"./chunk-MDEUCHWI.js";import"./chunk-EEB3JY6S.js";import{b as f}from"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";var T=`
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
`;var I="default-src 'none'; style-src 'unsafe-inline'";function P({title:t,lead:e,sections:a}){let o=a.map((n,s)=>{let m=n.subject===void 0?n.title:`${n.title}: ${n.subject}`,l=n.blocks.map(i=>H(i,m)).join(`
`);return`<section aria-labelledby="s${s}">
<h2 id="s${s}">${r(m)}</h2>
${l}
</section>`});return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${I}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${r(t)}</title>
<style>${T}</style>
</head>
<body>
<main>
<h1>${r(t)}</h1>
<p class="lead">${d(e)}</p>
${o.join(`
`)}
</main>
</body>
</html>
`}function H(t,e){switch(t.kind){case"paragraph":return`<p>${d(t.texts)}</p>`;case"list":return`<ul>
${t.items.map(a=>`<li>${d(a)}</li>`).join(`
`)}
</ul>`;case"bars":return S(t);case"table":return M(t,e)}}function M({head:t,align:e,rows:a},o){let n=i=>e[i]==="right"?' class="n"':"",s=t.map((i,p)=>`<th scope="col"${n(p)}>${r(i)}</th>`),m=a.map(i=>`<tr>${i.map((c,u)=>u===0?`<th scope="row">${d([c])}</th>`:`<td${n(u)}>${d([c])}</td>`).join("")}</tr>`),l=`<caption>${r(o)}</caption>`;return`<div class="scroll" tabindex="0" role="region" aria-label="${r(o)}">
<table>
${l}
<thead><tr>${s.join("")}</tr></thead>
<tbody>
${m.join(`
`)}
</tbody>
</table>
</div>`}var g=18,j=4,y=120;function S({title:t,bars:e}){let a=e.length*(g+j),o=e.map(({label:m,text:l,share:i},p)=>{let c=Math.max(1,Math.round(Math.max(0,Math.min(1,i))*y));return`<rect x="${p*(g+j)}" y="${y-c}" width="${g}" height="${c}" rx="2"><title>${r(`${m}: ${l}`)}</title></rect>`}),[n,s]=[e[0]?.label??"",e.at(-1)?.label??""];return`<figure>
<svg role="img" aria-label="${r(t)}" viewBox="0 0 ${a} ${y}" preserveAspectRatio="none">${o.join("")}</svg>
<figcaption><span>${r(n)}</span><span>${r(t)}</span><span>${r(s)}</span></figcaption>
</figure>`}function d(t){return t.map(e=>typeof e=="string"?r(e):E(e.ours)).join("")}var O={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"};function r(t){let e=w(t),a=e.length>300?`${e.slice(0,299)}\u2026`:e;return E(a)}function E(t){return t.replace(/[&<>"']/g,e=>O[e]??e)}var h=new Map([["weekly",async()=>(await import("./weekly-report-LGLT6SK5.js")).makeWeeklyReport],["anomalies",async()=>(await import("./anomalies-report-L7YXSDUM.js")).makeAnomaliesReport],["savings",async()=>(await import("./savings-report-7BE477RC.js")).makeSavingsReport],["estimate",async()=>(await import("./estimate-report-YMHOVLHX.js")).makeEstimateReport]]),Y={name:"report",summary:`Reports as markdown or as one HTML file: ${[...h.keys()].join(", ")}`,synopsis:`${[...h.keys()].join("|")} [PATH\u2026]`,example:"finops report weekly --format html --out weekly.html",options:{...$,until:{type:"string"}},explains:{...k,until:"weekly: the day after its last day, such as 2026-11-23 (the newest complete week by default)",format:"markdown (the default) or html"},async run(t,e){let a=R(t,["markdown","html"]),[o,...n]=t.positionals,s=h.get(o??"");if(!s){let p=o===void 0?"finops report needs the name of a report":`there is no report ${o}`;throw new f(p,{remedy:`choose ${[...h.keys()].join(", ")}`})}if(o!=="weekly"&&b(t,"until")!==void 0)throw new f(`the report ${o} has no option --until`,{remedy:"leave it out"});let m=await s(),{document:l,status:i}=await m({...t,positionals:n},e);return x(a==="html"?P(l):v(l),t,e),i}};export{Y as reportCommand};

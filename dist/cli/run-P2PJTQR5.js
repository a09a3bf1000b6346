import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a as u,b as f,c as l}from"./chunk-5B7JEFCS.js";import{a as p,b as c}from"./chunk-MDEUCHWI.js";import{b as m}from"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";import{readFileSync as g}from"node:fs";import{join as $}from"node:path";import{parseArgs as h}from"node:util";var i=new Map([["estimate",async()=>(await import("./estimate-command-YUWKRGQ6.js")).estimateCommand],["diff",async()=>(await import("./diff-command-DH2OROG6.js")).diffCommand],["gate",async()=>(await import("./gate-command-W6AFANYT.js")).gateCommand],["policy",async()=>(await import("./policy-command-W42VVJMR.js")).policyCommand],["prices",async()=>(await import("./prices-command-AYOV4GST.js")).pricesCommand],["job",async()=>(await import("./job-command-KUMZTZQZ.js")).jobCommand],["doctor",async()=>(await import("./doctor-command-TQFMZEML.js")).doctorCommand],["serve",async()=>(await import("./serve-command-3YKIJCFO.js")).serveCommand]]);async function I(o,t){try{return await C(o,t)}catch(n){return o.some((s,r)=>s==="--format=json"||s==="--format"&&o[r+1]==="json")&&t.out(`${l(n)}
`),t.err(`${f(n)}
`),o.includes("--debug")&&n instanceof Error&&t.err(`${d(n)}
`),u(n)}}async function C(o,t){let[n,...e]=o;if(n===void 0||n==="--help"||n==="-h"||n==="help")return t.out(await O()),n===void 0?2:0;if(n==="--version"||n==="version")return t.out(`finops ${M(t.home)}
`),0;let s=i.get(n);if(!s)throw new m(`there is no command ${n}`,{remedy:`choose ${[...i.keys()].join(", ")}`});let r=await s(),a=w(r,e);return a.values.help===!0?(t.out(v(r)),0):r.run(a,t)}function w(o,t){try{let n={...p,...o.options},{values:e,positionals:s}=h({args:[...t],options:n,allowPositionals:!0,strict:!0});return{values:e,positionals:s}}catch(n){let e=n instanceof Error?n.message.split(". ")[0]??n.message:String(n);throw new m(e,{cause:n,remedy:`see finops ${o.name} --help`})}}function M(o){let{version:t}=JSON.parse(g($(o,"package.json"),"utf8"));return t}async function O(){let o=await Promise.all([...i.values()].map(e=>e())),t=Math.max(...o.map(e=>e.name.length));return`Usage: finops COMMAND [OPTIONS]

${o.map(e=>`  ${e.name.padEnd(t)}  ${e.summary}`).join(`
`)}

finops COMMAND --help shows options and an example.
`}function v(o){let t={...c,...o.explains},n={...o.options,...p},e=Object.keys(n).map(a=>`--${a}${n[a]?.type==="string"?" VALUE":""}`),s=Math.max(...e.map(a=>a.length)),r=Object.keys(n).map((a,y)=>`  ${(e[y]??"").padEnd(s)}  ${t[a]??""}`);return`${o.summary}

Usage: finops ${o.name} ${o.synopsis}

${r.join(`
`)}

Example:
  ${o.example.replaceAll(`
`,`
  `)}
`}function d(o){let t=o.cause instanceof Error?`
caused by ${d(o.cause)}`:"";return`${o.stack??o.message}${t}`}export{I as runCli};

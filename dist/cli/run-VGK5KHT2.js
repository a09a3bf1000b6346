import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a as l}from"./chunk-LHNLHGJY.js";import{a as d,b as u,c as y}from"./chunk-5B7JEFCS.js";import{a as p,b as c}from"./chunk-MDEUCHWI.js";import{b as m}from"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";import{parseArgs as g}from"node:util";var r=new Map([["estimate",async()=>(await import("./estimate-command-EXZZ26PP.js")).estimateCommand],["diff",async()=>(await import("./diff-command-ITSROBOY.js")).diffCommand],["gate",async()=>(await import("./gate-command-MRDKQCNG.js")).gateCommand],["policy",async()=>(await import("./policy-command-D7C7TABV.js")).policyCommand],["prices",async()=>(await import("./prices-command-NJS6J5BG.js")).pricesCommand],["allocate",async()=>(await import("./allocate-command-JZTD27Z6.js")).allocateCommand],["ingest",async()=>(await import("./ingest-command-WGZPM6D4.js")).ingestCommand],["export",async()=>(await import("./export-command-KJJRZJXG.js")).exportCommand],["budgets",async()=>(await import("./budgets-command-SINWCM7X.js")).budgetsCommand],["forecast",async()=>(await import("./forecast-command-NVP267R2.js")).forecastCommand],["detect",async()=>(await import("./detect-command-334N2WS7.js")).detectCommand],["remediate",async()=>(await import("./remediate-command-JTK7SIA6.js")).remediateCommand],["report",async()=>(await import("./report-command-DXO3TITX.js")).reportCommand],["job",async()=>(await import("./job-command-42SU4XU6.js")).jobCommand],["db",async()=>(await import("./db-command-5HFSKIMX.js")).dbCommand],["doctor",async()=>(await import("./doctor-command-45UATEFD.js")).doctorCommand],["serve",async()=>(await import("./serve-command-6NQG4C7Q.js")).serveCommand]]);async function P(t,a){try{return await w(t,a)}catch(n){return t.some((e,i)=>e==="--format=json"||e==="--format"&&t[i+1]==="json")&&a.out(`${y(n)}
`),a.err(`${u(n)}
`),t.includes("--debug")&&n instanceof Error&&a.err(`${f(n)}
`),d(n)}}async function w(t,a){let[n,...o]=t;if(n===void 0||n==="--help"||n==="-h"||n==="help")return a.out(await h()),n===void 0?2:0;if(n==="--version"||n==="version")return a.out(`finops ${l(a.home)}
`),0;let e=r.get(n);if(!e)throw new m(`there is no command ${n}`,{remedy:`choose ${[...r.keys()].join(", ")}`});let i=await e(),s=$(i,o);return s.values.help===!0?(a.out(M(i)),0):i.run(s,a)}function $(t,a){try{let n={...p,...t.options},{values:o,positionals:e}=g({args:[...a],options:n,allowPositionals:!0,strict:!0});return{values:o,positionals:e}}catch(n){let o=n instanceof Error?n.message.split(". ")[0]??n.message:String(n);throw new m(o,{cause:n,remedy:`see finops ${t.name} --help`})}}async function h(){let t=await Promise.all([...r.values()].map(o=>o())),a=Math.max(...t.map(o=>o.name.length));return`Usage: finops COMMAND [OPTIONS]

${t.map(o=>`  ${o.name.padEnd(a)}  ${o.summary}`).join(`
`)}

finops COMMAND --help shows options and an example.
`}function M(t){let a={...c,...t.explains},n={...t.options,...p},o=Object.keys(n).map(s=>`--${s}${n[s]?.type==="string"?" VALUE":""}`),e=Math.max(...o.map(s=>s.length)),i=Object.keys(n).map((s,C)=>`  ${(o[C]??"").padEnd(e)}  ${a[s]??""}`);return`${t.summary}

Usage: finops ${t.name} ${t.synopsis}

${i.join(`
`)}

Example:
  ${t.example.replaceAll(`
`,`
  `)}
`}function f(t){let a=t.cause instanceof Error?`
caused by ${f(t.cause)}`:"";return`${t.stack??t.message}${a}`}export{P as runCli};

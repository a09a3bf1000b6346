import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{e as s}from"./chunk-K4HU3HL7.js";import{a as m}from"./chunk-LSPI6GMI.js";import{g as n}from"./chunk-GWG4TN4D.js";var i=50;function d(e,o){let t=s(e);return a(t,o),t.some(r=>r.severity==="error")?3:0}function a(e,o){for(let t of e.slice(0,i)){let r=n(t.place),p=t.remedy?`; ${t.remedy}`:"";o.err(`${m(`finops: ${t.severity}: ${r?`${r}: `:""}${t.message}${p}`)}
`)}e.length>i&&o.err(`finops: and ${e.length-i} more
`)}export{d as a,a as b};

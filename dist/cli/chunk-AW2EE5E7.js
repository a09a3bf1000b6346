import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a as i}from"./chunk-2PKN6FKL.js";function f({title:n,lead:t,sections:o}){let s=[`# ${n}`,"",r(t)];for(let e of o){let p=e.subject===void 0?"":`: ${i(e.subject)}`;s.push("",`## ${e.title}${p}`);for(let a of e.blocks){let c=u(a);c.length>0&&s.push("",...c)}}return`${s.join(`
`)}
`}function u(n){switch(n.kind){case"paragraph":return[r(n.texts)];case"list":return n.items.map(t=>`- ${r(t)}`);case"bars":return[];case"table":return[`| ${n.head.join(" | ")} |`,`|${n.align.map(t=>t==="right"?"--:":":--").join("|")}|`,...n.rows.map(t=>`| ${t.map(o=>r([o])).join(" | ")} |`)]}}function r(n){return n.map(t=>typeof t=="string"?i(t):t.ours).join("")}export{f as a};

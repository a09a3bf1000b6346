import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{c as i}from"./chunk-MDEUCHWI.js";import{b as d}from"./chunk-GWG4TN4D.js";import{writeFileSync as m}from"node:fs";import{resolve as c}from"node:path";function u(o,n,t){let r=o.endsWith(`
`)?o:`${o}
`,e=i(n,"out");e===void 0?t.out(r):m(c(t.cwd,e),r)}function l(o,n){let t=i(o,"format")??n[0],r=n.find(e=>e===t);if(r)return r;throw new d(`--format ${t} is not known`,{remedy:`choose ${n.join(", ")}`})}export{u as a,l as b};

import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{c as i}from"./chunk-MDEUCHWI.js";import{b as c}from"./chunk-GWG4TN4D.js";import{closeSync as a,openSync as u,writeFileSync as f}from"node:fs";import{resolve as s}from"node:path";function F(t,e,o){let n=t.endsWith(`
`)?t:`${t}
`,r=i(e,"out");r===void 0?o.out(n):f(s(o.cwd,r),n)}function g(t,e,o){let n=[...t,y],r=i(e,"out");if(r!==void 0)l(n,s(o.cwd,r));else if(o.outBytes)for(let d of n)o.outBytes(d);else o.out(Buffer.concat(n).toString())}var y=Buffer.from(`
`);function l(t,e){let o=u(e,"w");try{for(let n of t)f(o,n)}finally{a(o)}}function B(t,e){let o=i(t,"format")??e[0],n=e.find(r=>r===o);if(n)return n;throw new c(`--format ${o} is not known`,{remedy:`choose ${e.join(", ")}`})}export{F as a,g as b,B as c};

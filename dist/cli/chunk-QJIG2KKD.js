import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{existsSync as l}from"node:fs";import{dirname as i,join as o}from"node:path";function d(t,e){for(let n=t;;n=i(n)){let r=e.find(f=>l(o(n,f)));if(r)return{root:n,file:o(n,r)};if(i(n)===n)return null}}export{d as a};

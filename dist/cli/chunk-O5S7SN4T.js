import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{b as a}from"./chunk-ZQJ3JWVT.js";import{l as n}from"./chunk-WYHEW2KO.js";async function p(r,{database:o}){let e=await n(r,o);return e===null?null:e.map(a).filter(({partOf:t})=>t===null).toSorted((t,i)=>t.firstDay<i.firstDay?1:-1)}export{p as a};

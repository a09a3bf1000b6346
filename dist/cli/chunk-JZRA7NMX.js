import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{c as r}from"./chunk-MDEUCHWI.js";import{b as o}from"./chunk-GWG4TN4D.js";function d(i,n){let t=r(i,"period")??n.now.toISOString().slice(0,7);if(/^\d{4}-(0[1-9]|1[0-2])$/.test(t))return t;throw new o(`--period ${t} is not a month`,{remedy:"write it as 2026-11"})}export{d as a};

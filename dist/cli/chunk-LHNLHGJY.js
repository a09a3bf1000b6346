import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{readFileSync as o}from"node:fs";import{join as i}from"node:path";function t(r){let{version:n}=JSON.parse(o(i(r,"package.json"),"utf8"));return n}export{t as a};

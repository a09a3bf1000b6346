import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a,b,c}from"./chunk-HWKYLORG.js";import"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";export{b as checkedUrl,c as guardedLookup,a as secureGet};

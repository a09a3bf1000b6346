import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a}from"./chunk-6MJNC3NO.js";import"./chunk-KJXQU6LL.js";import"./chunk-XX4NTR6E.js";import"./chunk-YW33AJUG.js";import"./chunk-HC7TVEW3.js";export{a as readBilledFacts};

import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a}from"./chunk-DCWSSN5U.js";import"./chunk-YW33AJUG.js";import"./chunk-HC7TVEW3.js";export{a as readCosts};

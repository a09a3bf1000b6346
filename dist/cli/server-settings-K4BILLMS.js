import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a}from"./chunk-K64O4U3Y.js";import"./chunk-LBWMR7UE.js";import"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";export{a as readServerSettings};

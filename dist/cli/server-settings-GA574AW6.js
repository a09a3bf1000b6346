import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a}from"./chunk-LAGTBNGW.js";import"./chunk-3QH6ZM2P.js";import"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";export{a as readServerSettings};

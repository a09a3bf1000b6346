import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{b as a}from"./chunk-FRF5QFRC.js";import"./chunk-HONDRQYJ.js";import"./chunk-33JSJO2N.js";import"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";export{a as openDatabase};

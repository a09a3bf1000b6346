import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{c as a}from"./chunk-3QZCZS6V.js";import"./chunk-YW33AJUG.js";import"./chunk-GWG4TN4D.js";import"./chunk-HC7TVEW3.js";export{a as openDatabase};

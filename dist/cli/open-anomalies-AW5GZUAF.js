import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a}from"./chunk-TXGNOIUY.js";import"./chunk-WYHEW2KO.js";import"./chunk-XT4RKGEY.js";import"./chunk-FTFGL6QV.js";import"./chunk-TFABBFDN.js";import"./chunk-HC7TVEW3.js";export{a as openAnomalies};

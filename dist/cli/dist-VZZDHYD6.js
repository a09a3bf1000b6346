import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{d as a}from"./chunk-VHELYJNR.js";import"./chunk-HC7TVEW3.js";export default a();

import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a as u}from"./chunk-EEB3JY6S.js";function r(f){return u(f.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g," "))}export{r as a};

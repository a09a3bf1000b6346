import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{V as a}from"./chunk-YW33AJUG.js";async function s({tables:t}){await a`select 1`.execute(t)}export{s as a};

import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
function t(e){return{ours:e}}function o(e,r){return{title:e,blocks:[{kind:"paragraph",texts:[t(r)]}]}}export{t as a,o as b};

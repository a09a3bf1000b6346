import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
function f(n,l){let s=0,e=0,i=-1,h=0;for(;s<n.length;)if(l[e]==="*")i=e,h=s,e+=1;else if(e<l.length&&(l[e]==="?"||l[e]===n[s]))s+=1,e+=1;else if(i>=0)h+=1,s=h,e=i+1;else return!1;for(;l[e]==="*";)e+=1;return e===l.length}export{f as a};

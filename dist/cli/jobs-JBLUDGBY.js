import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import"./chunk-HC7TVEW3.js";var r=new Map([["refresh-prices",async()=>(await import("./refresh-prices-YRQL7UIQ.js")).refreshPricesJob]]);export{r as JOBS};

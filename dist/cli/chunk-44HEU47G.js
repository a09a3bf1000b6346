import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{a as u,c,d,e as m}from"./chunk-XX4NTR6E.js";import{V as i}from"./chunk-YW33AJUG.js";var _=`
  AvailabilityZone BilledCost:decimal! BillingAccountId! BillingAccountName BillingAccountType BillingCurrency!
  BillingPeriodEnd! BillingPeriodStart! CapacityReservationId CapacityReservationStatus ChargeCategory! ChargeClass
  ChargeDescription ChargeFrequency ChargePeriodEnd! ChargePeriodStart! CommitmentDiscountCategory
  CommitmentDiscountId CommitmentDiscountName CommitmentDiscountQuantity:decimal CommitmentDiscountStatus
  CommitmentDiscountType CommitmentDiscountUnit ConsumedQuantity:decimal ConsumedUnit ContractedCost:decimal!
  ContractedUnitPrice:decimal EffectiveCost:decimal! InvoiceId InvoiceIssuerName! ListCost:decimal!
  ListUnitPrice:decimal PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice:decimal
  PricingCurrencyEffectiveCost:decimal PricingCurrencyListUnitPrice:decimal PricingQuantity:decimal PricingUnit
  ProviderName! PublisherName! RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory!
  ServiceName! ServiceSubcategory SkuId SkuMeter SkuPriceDetails SkuPriceId SubAccountId SubAccountName
  SubAccountType Tags`;function x(e){return s().map(n=>{let[,t,r]=new RegExp(`\\b${n}(:decimal)?(!)?(?=\\s|$)`).exec(_)??[];return`"${n}" ${t?e:"text"}${r?" not null":""}`}).join(", ")}function s(){return _.trim().split(/\s+/).map(e=>e.replace(/(:decimal)?!?$/,""))}var o="exact_decimal",y="auto_key",v=[`create table webhook_deliveries (
    guid text primary key, event text not null, action text, received_at double precision not null)`,"create index webhook_deliveries_received on webhook_deliveries (received_at)",`create table jobs (
    key text primary key, kind text not null, data text not null, generation integer not null,
    wanted_at double precision not null, available_at double precision not null, attempts integer not null,
    lease_owner text, lease_until double precision, last_error text)`,"create index jobs_available on jobs (available_at)","create table open_checks (key text primary key, data text not null, begun_at double precision not null)",`create table audit_log (
    sequence integer primary key, key text not null unique, recorded_at text not null, record text not null,
    previous_hash text not null, hash text not null)`,`create table charges (${x(o)}, ${p()}, primary key ("x_SourceId", "x_ChargeKey"))`,'create index charges_period on charges ("ChargePeriodStart")','create index charges_resource on charges ("ResourceId", "ChargePeriodStart")',`create table decision_log (
    decision_id text primary key, recorded_at text not null, decision text not null, event text not null)`,"create index decision_log_recorded on decision_log (recorded_at)",`create table open_commitments (
    repository text not null, number integer not null, head_sha text not null, base_ref text not null,
    currency text, amounts text not null, recorded_at double precision not null,
    primary key (repository, number, head_sha))`,`create table ingest_delivery (
    delivery_no ${y}, source_id text not null, scope text not null, delivery_id text not null,
    digest text not null, state text not null, files text not null, begun_at text not null,
    touched_at double precision not null, owner text not null, committed_at text, row_count double precision,
    rejected_count double precision, first_day text, last_day text, day_count double precision, sums text,
    remarks text, refusal text)`,"create unique index ingest_delivery_current on ingest_delivery (source_id, scope) where state = 'current'","create unique index ingest_delivery_loading on ingest_delivery (source_id, scope) where state = 'loading'",`insert into ingest_delivery (delivery_no, source_id, scope, delivery_id, digest, state, files, begun_at, touched_at, owner)
    values (0, '', '', '', '', 'current', '[]', '', 0, '')`,`create table charge_rows (delivery_no integer not null, ${C()})`,`insert into charge_rows (delivery_no, ${g()}, "ServiceProviderName")
    select 0, ${g()}, "ProviderName" from charges`,"drop table charges",'create unique index charge_rows_key on charge_rows ("x_SourceId", "x_ChargeKey") where delivery_no = 0','create index charge_rows_period on charge_rows (delivery_no, "ChargePeriodStart")',`create view charges as select ${m.map(e=>`"${e}"`).join(", ")} from charge_rows
    where delivery_no in (select delivery_no from ingest_delivery where state = 'current')`,`create table sent_notices (
    route text not null, notice_key text not null, state text not null, sent_at text not null,
    primary key (route, notice_key))`,`create table allocation_ledger (
    period text not null, holder_kind text not null, holder text not null, rule text, entry text not null,
    origin text not null, from_day text not null, until_day text not null, currency text not null,
    billed_cost ${o} not null, effective_cost ${o} not null, computed_at text not null)`,"create index allocation_ledger_period on allocation_ledger (period)",`create table incidents (
    id text primary key, state text not null, kind text not null, currency text not null, scope text not null,
    first_day text not null, last_day text not null, impact text not null, part_of text, document text not null,
    changed_at text not null)`,"create index incidents_state on incidents (state)",`create table incident_feedback (
    incident_id text not null, given_at text not null, verdict text not null, given_by text not null, reason text not null,
    primary key (incident_id, given_at))`,`create table incident_mutes (
    id text primary key, scope text not null, until_day text not null, reason text not null, muted_by text not null,
    created_at text not null)`,`create table merged_changes (
    repository text not null, number integer not null, merged_at text not null, document text not null,
    primary key (repository, number))`];function h(e,n){let t=n==="postgres",r=t?"integer generated by default as identity primary key":"integer primary key";return e.replaceAll(o,t?"numeric":"text").replaceAll(y,r)}function C(){return[...Object.entries(u).map(([n,{type:t,level:r,isNullable:l}])=>`"${n}" ${t==="decimal"?o:"text"}${r==="mandatory"&&!l?" not null":""}`),...d.map(n=>`"${n}" text`),p()].join(", ")}function p(){return c.map(e=>`"${e}" text not null`).join(", ")}function g(){return[...s(),...c].map(e=>`"${e}"`).join(", ")}async function $({kind:e,tables:n}){await n.transaction().execute(async t=>{e==="postgres"&&await i`select pg_advisory_xact_lock(7046029254386353131)`.execute(t),await i`create table if not exists finops_schema (version integer primary key)`.execute(t);let{rows:r}=await i`select max(version) as version from finops_schema`.execute(t),l=r[0]?.version??0;for(let[a,b]of v.entries())a<l||(await i.raw(h(b,e)).execute(t),await i`insert into finops_schema (version) values (${a+1})`.execute(t))})}export{$ as a};

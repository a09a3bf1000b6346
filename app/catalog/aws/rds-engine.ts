import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { DerivedPrice } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { reservedPrice } from './reserved-price.ts';

/** An RDS engine in the words of the price book. */
export interface Engine {
  readonly engine: string;
  readonly edition?: string;
  readonly license?: string;
  readonly isAurora: boolean;
}

/**
 * The engine that Terraform calls `name`. SQL Server is sold with its licence only, Oracle SE2 with it unless the
 * configuration brings one: https://aws.amazon.com/rds/oracle/pricing/ (facts read 2026-08-21).
 */
export function engineOf(name: string, license: string | undefined): Engine {
  const parts = name
    .toLowerCase()
    .replace(/^custom-/, '')
    .replace(/-cdb$/, '')
    .split('-');
  const [family = '', edition] = parts;
  if (name.startsWith('aurora')) {
    return { engine: name.includes('postgresql') ? 'aurora-postgresql' : 'aurora-mysql', isAurora: true };
  }
  if (family === 'sqlserver') {
    return { engine: family, ...(edition ? { edition } : {}), license: 'included', isAurora: false };
  }
  if (family === 'oracle') {
    const includes = edition?.startsWith('se') && license !== 'bring-your-own-license';
    return {
      engine: family,
      ...(edition ? { edition } : {}),
      license: includes ? 'included' : 'byol',
      isAurora: false,
    };
  }
  return { engine: family === 'postgresql' ? 'postgres' : family, isAurora: false };
}

interface WantedInstance {
  readonly engine: Engine;
  readonly instanceClass: string;
  readonly deployment: string;
}

/** The price of an hour of an instance, reserved where the usage says so. */
export function instancePrice(wanted: WantedInstance, r: ResourceReader): PriceQuery | DerivedPrice {
  const onDemand = instanceQuery(wanted, r);
  if (r.usageText('reserved_instance_term') === undefined) return onDemand;
  const family = wanted.instanceClass.split('.')[1] ?? '';
  return reservedPrice(onDemand, { resource: r, service: 'rds', family, told: { engine: wanted.engine.engine } });
}

/** The query for an hour of an instance of `instanceClass` on demand. https://aws.amazon.com/rds/pricing/ */
export function instanceQuery(wanted: WantedInstance, r: ResourceReader): PriceQuery {
  const { engine, edition, license } = wanted.engine;
  const attributes = {
    engine,
    ...(edition ? { edition } : {}),
    ...(license ? { license } : {}),
    deployment: wanted.deployment,
  };
  return priceOf(`rds/instance/${wanted.instanceClass}`, { region: r.region, attributes });
}

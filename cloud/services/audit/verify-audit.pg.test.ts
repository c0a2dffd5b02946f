import { expect, test } from 'vitest';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { verifyAudit } from './verify-audit.ts';

const cloud = await testApp(await testDatabase());
const { a, b } = cloud;
for (const org of [a, b])
  for (let number = 1; number <= 6; number++)
    await withTenant(cloud.deps.db, org.orgId, tx =>
      audit(tx, cloud.ctx(org), {
        verb: 'test.act',
        target: `thing-${number}`,
        before: { number },
        after: { größe: 'Ä', number },
      }),
    );

test('[AU-2] an untouched chain is whole, whatever ran beside it', async () => {
  const atOnce = Array.from({ length: 12 }, (_, number) =>
    withTenant(cloud.deps.db, b.orgId, tx =>
      audit(tx, cloud.ctx(b), { verb: 'test.race', target: `race-${number}`, before: null, after: null }),
    ),
  );
  await Promise.all(atOnce);
  expect(await verifyAudit(cloud.deps.db, a.orgId)).toMatchObject({ kind: 'whole', rows: 6 });
  expect(await verifyAudit(cloud.deps.db, b.orgId)).toMatchObject({ kind: 'whole', rows: 18 });
});

const tampered: readonly (readonly [what: string, sql: string, seq: number, why: string])[] = [
  [
    'a flipped value',
    `update app.audit set after = '{"number": 4}' where org_id = $1 and seq = 3`,
    3,
    'the row was changed',
  ],
  [
    'another actor',
    `update app.audit set actor = 'person:nobody' where org_id = $1 and seq = 6`,
    6,
    'the row was changed',
  ],
  [
    'another moment',
    `update app.audit set at = at + interval '1 microsecond' where org_id = $1 and seq = 1`,
    1,
    'the row was changed',
  ],
  [
    'a flipped hash',
    `update app.audit set hash = sha256(hash) where org_id = $1 and seq = 2`,
    2,
    'the row was changed',
  ],
  ['a deleted row', 'delete from app.audit where org_id = $1 and seq = 4', 4, 'a row is missing'],
  ['a deleted first row', 'delete from app.audit where org_id = $1 and seq = 1', 1, 'a row is missing'],
  [
    'two rows in each other’s place',
    `update app.audit x set verb = y.verb, target = y.target, before = y.before, after = y.after
     from app.audit y where x.org_id = $1 and y.org_id = $1 and (x.seq, y.seq) in ((2, 5), (5, 2))`,
    2,
    'the row was changed',
  ],
  [
    'a row forged with a right hash of its own',
    `update app.audit set target = 'forged',
       hash = app.audit_hash(prev_hash, org_id, seq, at, actor, verb, 'forged', before, after, request_id) where org_id = $1 and seq = 3`,
    4,
    'the row does not follow from the one before it',
  ],
  ['an end cut off', 'delete from app.audit where org_id = $1 and seq >= 5', 5, 'rows were cut off at the end'],
  ['everything cut off', 'delete from app.audit where org_id = $1', 1, 'rows were cut off at the end'],
  [
    'an end forged in both places but one',
    'update app.audit_heads set seq = 5, hash = (select hash from app.audit a where a.org_id = audit_heads.org_id and a.seq = 5) where org_id = $1',
    6,
    'the head of the chain is another',
  ],
];

test.each(tampered)('[AU-2] tampering is found, and its place is named: %s', async (_what, sql, seq, why) => {
  await cloud.root.query('create schema kept');
  await cloud.root.query('create table kept.audit as table app.audit');
  await cloud.root.query('create table kept.audit_heads as table app.audit_heads');
  await cloud.root.query(sql, [a.orgId]);
  expect(await verifyAudit(cloud.deps.db, a.orgId)).toEqual({ kind: 'broken', seq, why });
  expect(await verifyAudit(cloud.deps.db, b.orgId)).toMatchObject({ kind: 'whole' });
  await cloud.root.query('delete from app.audit; delete from app.audit_heads');
  await cloud.root.query('insert into app.audit table kept.audit; insert into app.audit_heads table kept.audit_heads');
  await cloud.root.query('drop schema kept cascade');
});

import path from 'node:path';
import { Pool } from 'pg';
import { orgIds } from '../cloud/db/global.ts';
import { verifyAudit } from '../cloud/services/audit/verify-audit.ts';
import { endPlainly } from './command/end-plainly.ts';
import { parseFlags } from './command/parse-flags.ts';
import { joinDatabase } from './start/database.ts';

/** `npm run audit:verify`: proves the audit chain of every organization, or names the first row that breaks it. Exit code 1 then. */
endPlainly();
parseFlags({ options: {} });
const dataDir = path.resolve(process.env.FOYER_DATA_DIR ?? path.join(import.meta.dirname, '../.data'));
const given = process.env.FOYER_APP_DATABASE_URL;
const database = given === undefined ? await joinDatabase(dataDir, process.env.DATABASE_URL) : undefined;
const pool = new Pool({ connectionString: given ?? database?.url('foyer_app'), max: 2 });
let broken = 0;
try {
  for (const orgId of await orgIds(pool)) {
    const verdict = await verifyAudit(pool, orgId);
    if (verdict.kind === 'whole') console.log(`${orgId}  whole   ${verdict.rows} rows, head ${verdict.head}`);
    else {
      broken += 1;
      console.log(`${orgId}  BROKEN  at row ${verdict.seq}: ${verdict.why}`);
    }
  }
  console.log(broken === 0 ? 'Every audit chain is whole.' : `${broken} audit chains are broken.`);
} finally {
  await pool.end();
  await database?.stop();
}
process.exitCode = broken === 0 ? 0 : 1;

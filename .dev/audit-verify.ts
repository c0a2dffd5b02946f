import { orgIds } from '../cloud/db/global.ts';
import { verifyAudit } from '../cloud/services/audit/verify-audit.ts';
import { cloudOf } from './command/cloud-of.ts';
import { endPlainly } from './command/end-plainly.ts';
import { parseFlags } from './command/parse-flags.ts';

/** `npm run audit:verify`: proves the audit chain of every organization, or names the first row that breaks it. Exit code 1 then. */
endPlainly();
parseFlags({ options: {} });
const { db, stop } = await cloudOf(process.env);
let broken = 0;
try {
  for (const orgId of await orgIds(db)) {
    const verdict = await verifyAudit(db, orgId);
    if (verdict.kind === 'whole') console.log(`${orgId}  whole   ${verdict.rows} rows, head ${verdict.head}`);
    else {
      broken += 1;
      console.log(`${orgId}  BROKEN  at row ${verdict.seq}: ${verdict.why}`);
    }
  }
  console.log(broken === 0 ? 'Every audit chain is whole.' : `${broken} audit chains are broken.`);
} finally {
  await stop();
}
process.exitCode = broken === 0 ? 0 : 1;

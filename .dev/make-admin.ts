import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Pool } from 'pg';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { createIdentity } from '../cloud/gateways/better-auth/create-identity.ts';
import { endPlainly } from './command/end-plainly.ts';
import { parseFlags } from './command/parse-flags.ts';
import { joinDatabase } from './start/database.ts';
import { makePlatformAdmin } from './start/make-platform-admin.ts';

/**
 * `DATABASE_URL=… npm run admin -- --email you@example.org --name "Your Name"`: makes a platform admin and prints the password, once.
 * The data folder is the one of `npm run migrate`, which keeps the roles' passwords.
 */
endPlainly();
const { email, name } = parseFlags({ options: { email: { type: 'string' }, name: { type: 'string' } } }).values;
if (email === undefined || !/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error('Say who with --email you@example.org.');
const dataDir = path.resolve(process.env.FOYER_DATA_DIR ?? path.join(import.meta.dirname, '../.data'));
const database = await joinDatabase(dataDir, process.env.DATABASE_URL);
const owner = new Pool({ ...database.admin, max: 1 });
const auth = new Pool({ connectionString: database.url('foyer_auth'), max: 1 });
try {
  // Nobody is signed in here, so what signs sessions is thrown away.
  const secret = randomBytes(32).toString('hex');
  const identity = createIdentity({ pool: auth, secret, baseUrl: 'http://localhost', origins: [], randomBytes });
  const password = randomBytes(15).toString('base64url');
  const done = await makePlatformAdmin(
    identity,
    owner,
    { email, name: name ?? email, password },
    instantFromMs(Date.now()),
  );
  console.log(`${email} is a platform admin.`);
  console.log(
    done === 'made' ? `Password, not shown again: ${password}` : 'The account and its password are as before.',
  );
} finally {
  await Promise.all([owner.end(), auth.end()]);
  await database.stop();
}

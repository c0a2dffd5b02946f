import type { Pool, PoolClient } from 'pg';

/**
 * A connection for work that belongs to no organization; what belongs to one goes through `withTenant`. When the work fails its
 * transaction is rolled back. A connection that is lost meanwhile fails the work, not the process, and is not lent again.
 */
export async function lendConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignoreLostConnection);
  let unusable: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    // A client that could not roll back would poison whoever gets it next.
    await client.query('rollback').catch((failure: Error) => {
      unusable = failure;
    });
    throw error;
  } finally {
    client.off('error', ignoreLostConnection);
    client.release(unusable);
  }
}

// The query in flight, or the next one, fails by itself; without a listener the process would end.
function ignoreLostConnection(): void {}

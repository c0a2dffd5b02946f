import { ed25519Contract } from '#shared/testing/ed25519-contract.ts';
import { verifyEd25519 } from './verify-ed25519.ts';

ed25519Contract(verifyEd25519);

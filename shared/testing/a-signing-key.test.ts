import { verifyEd25519 } from './a-signing-key.ts';
import { ed25519Contract } from './ed25519-contract.ts';

ed25519Contract(verifyEd25519);

// Every cause that is looked for. A new file of causes is added here and nowhere else.
import type { Cause } from '../cause.ts';
import { causes as accounts } from './accounts.ts';
import { causes as dataConnect } from './data-connect.ts';
import { causes as dataRefused } from './data-refused.ts';
import { causes as filesMissing } from './files-missing.ts';
import { causes as filesRefused } from './files-refused.ts';
import { causes as filesState } from './files-state.ts';
import { causes as home } from './home.ts';
import { causes as limits } from './limits.ts';
import { causes as login } from './login.ts';
import { causes as passiveAddress } from './passive-address.ts';
import { causes as protocol } from './protocol.ts';
import { causes as replies } from './replies.ts';
import { causes as server } from './server.ts';
import { causes as settings } from './settings.ts';
import { causes as tlsHandshake } from './tls-handshake.ts';
import { causes as tlsPolicy } from './tls-policy.ts';

/** In the order of the list in cause-ids.ts as far as the files go; of causes that fit equally well the earlier one comes first. */
export const causes: readonly Cause[] = [
  ...passiveAddress,
  ...dataConnect,
  ...dataRefused,
  ...tlsPolicy,
  ...tlsHandshake,
  ...login,
  ...accounts,
  ...home,
  ...settings,
  ...server,
  ...filesRefused,
  ...filesMissing,
  ...filesState,
  ...limits,
  ...protocol,
  ...replies,
];

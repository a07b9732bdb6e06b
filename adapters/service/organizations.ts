import { AuthenticateEnabled } from '../../src/use-cases/organizations/authenticate-enabled.ts';
import { DisabledOrganizations } from '../../src/use-cases/organizations/disabled-organizations.ts';
import { DropDisabled } from '../../src/use-cases/organizations/drop-disabled.ts';

/** Lets organizations in, unless they are disabled. */
export const organizations = {
  Authenticator: AuthenticateEnabled,
  DisabledOrganizations,
  DropDisabled,
};

import { Box, Button, Group, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useRoute } from 'wouter';
import { calendlyPage } from '../../wire/connect-outcome.ts';
import { auditPage, deliveriesPage, deliveryPage } from '../../wire/operator-pages.ts';
import { simulateLine } from '../../wire/simulate-line.ts';
import { CalendlyLink, calendlyLinkId } from '../calendly/calendly-link.tsx';
import { DeliveriesLink, deliveriesLinkId } from '../deliveries/deliveries-link.tsx';
import { ProspectDetails } from '../details/prospect-details.tsx';
import { ProspectList } from '../list/prospect-list.tsx';
import { prospectRowId } from '../list/prospect-row.tsx';
import { Announcer } from '../live/announcer.tsx';
import { AwayBanner } from '../live/away-banner.tsx';
import { ConnectionStatus } from '../live/connection-status.tsx';
import { LiveProvider } from '../live/live-context.ts';
import { useLiveConnection } from '../live/use-live-connection.ts';
import { LanguageSwitch } from '../locale/language-switch.tsx';
import { useText } from '../locale/use-text.ts';
import type { SignOutReason } from '../session/sign-out-reason.ts';
import { tokenClaims } from '../session/token-claims.ts';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';
import { NothingChosen } from './nothing-chosen.tsx';
import { SkipLink } from './skip-link.tsx';
import { useChosenFocus } from './use-chosen-focus.ts';
import classes from './workspace.module.css';

const CalendlyPage = lazy(async () => ({
  default: (await import('../calendly/calendly-page.tsx')).CalendlyPage,
}));

const OperatorPages = lazy(async () => ({
  default: (await import('../deliveries/operator-pages.tsx')).OperatorPages,
}));

interface WorkspaceProps {
  token: string;
  onSignOut: (reason?: SignOutReason) => void;
}

/** The signed-in page: list and details side by side, or one after the other on a phone. */
export function Workspace({ token, onSignOut }: WorkspaceProps) {
  const say = useText();
  const live = useLiveConnection(token, onSignOut);
  const [isOpen, route] = useRoute('/prospects/:id');
  const chosen = isOpen ? decodeURIComponent(route.id) : null;
  const [isCalendly] = useRoute(calendlyPage);
  const isForOperators = useIsForOperators();
  const isPage = isCalendly || isForOperators;
  const { organization = null, simulate = null, role } = tokenClaims(token) ?? {};
  const isAdministrator = role === 'admin';
  const tryLine = simulate && simulateLine(location.origin, simulate.dataDir);

  const pageLinkId = isCalendly ? calendlyLinkId : isForOperators ? deliveriesLinkId : null;
  useChosenFocus(pageLinkId ?? (chosen && prospectRowId(chosen)));

  return (
    <LiveProvider value={live}>
      <div className={classes.page} data-chosen={isPage || chosen !== null || undefined}>
        <SkipLink target="details" />
        <Box component="header" className={classes.header}>
          <h1 className={classes.name}>
            <Brand />
          </h1>
          <Group gap="md" wrap="nowrap" className={classes.tools}>
            <ConnectionStatus />
            {organization !== null && (
              <Text component="span" size="sm" fw={600} className={classes.organization}>
                {organization}
              </Text>
            )}
            <CalendlyLink />
            {isAdministrator && <DeliveriesLink isHere={isForOperators} />}
            <LanguageSwitch />
            <Button variant="default" size="xs" onClick={() => onSignOut()}>
              <span className={classes.words}>{say('signOut')}</span>
              <span className={classes.sign}>
                <Icon name="leave" />
              </span>
            </Button>
          </Group>
        </Box>
        <AwayBanner />
        <main className={classes.panes}>
          <div className={classes.list}>
            <ProspectList selectedId={chosen} tryLine={tryLine} />
          </div>
          <div id="details" className={classes.details} tabIndex={-1}>
            {isCalendly && (
              <Suspense>
                <CalendlyPage />
              </Suspense>
            )}
            {isForOperators && (
              <Suspense>
                <OperatorPages isAdministrator={isAdministrator} />
              </Suspense>
            )}
            {chosen !== null && <ProspectDetails key={chosen} id={chosen} />}
            {!isPage && chosen === null && <NothingChosen />}
          </div>
        </main>
        <Announcer />
      </div>
    </LiveProvider>
  );
}

/** True on the pages for administrators. */
function useIsForOperators(): boolean {
  const [isList] = useRoute(deliveriesPage);
  const [isOne] = useRoute(deliveryPage);
  const [isAudit] = useRoute(auditPage);
  return isList || isOne || isAudit;
}

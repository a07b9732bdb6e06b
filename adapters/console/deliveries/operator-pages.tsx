import { Alert } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useRoute } from 'wouter';
import { auditPage, deliveryPage } from '../../wire/operator-pages.ts';
import { useText } from '../locale/use-text.ts';
import { AuditPage } from './audit-page.tsx';
import { DeliveryDetails } from './delivery-details.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { OperatorPage } from './operator-page.tsx';

/** The deliveries, one of them, or the audit. The server decides who may read them; this only saves the question. */
export function OperatorPages({ isAdministrator }: { isAdministrator: boolean }) {
  const say = useText();
  const [isAudit] = useRoute(auditPage);
  const [isOne, route] = useRoute(deliveryPage);
  const opened = isOne ? decodeURIComponent(route.id) : null;
  const [lastOpened, setLastOpened] = useState(opened);
  if (opened !== null && opened !== lastOpened) setLastOpened(opened);

  useEffect(() => {
    document.getElementById('details')?.scrollTo({ top: 0 });
  }, [opened, isAudit]);

  if (!isAdministrator) {
    return (
      <OperatorPage title={say(isAudit ? 'audit.title' : 'deliveries.title')}>
        <Alert color="gray" role="alert" title={say('deliveries.forAdmins')}>
          {say('deliveries.forAdminsWhy')}
        </Alert>
      </OperatorPage>
    );
  }
  if (isAudit) return <AuditPage />;
  if (opened !== null) return <DeliveryDetails key={opened} id={opened} />;
  return <DeliveryList cameFrom={lastOpened} />;
}

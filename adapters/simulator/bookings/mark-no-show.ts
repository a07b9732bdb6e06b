import { announceInvitee } from './book-meeting.ts';
import { ActionRefused, type CalendlyWorld } from './calendly-world.ts';
import type { Invitee } from './invitee.ts';

/** @throws ActionRefused when there is a mark already */
export function markNoShow(world: CalendlyWorld, invitee: Invitee): void {
  const { ledger, ids, clock } = world;
  if (invitee.noShow !== null) throw new ActionRefused('Invitee is already marked as a no-show');
  invitee.noShow = { id: ids.next('no-show'), createdAt: clock.stamp() };
  invitee.updatedAt = clock.stamp();
  ledger.addNoShow(invitee.noShow.id, invitee);
  announceInvitee(world, 'invitee_no_show.created', invitee);
}

/** @throws ActionRefused when there is no mark */
export function clearNoShow(world: CalendlyWorld, invitee: Invitee): void {
  if (invitee.noShow === null) throw new ActionRefused('Invitee is not marked as a no-show');
  invitee.noShow = null;
  invitee.updatedAt = world.clock.stamp();
  announceInvitee(world, 'invitee_no_show.deleted', invitee);
}

import { z } from 'zod';
import { DecidedDelivery, Reason } from '../decided-delivery.ts';
import { Delivery, DeliveryFile } from '../delivery.ts';
import { orNull } from './or-null.ts';
import { page, paging } from './paging.ts';
import { route } from './route.ts';

/** A bare `?dryRun` means true. */
const dryRun = z.strictObject({
  dryRun: z
    .enum(['', 'true', 'false'])
    .default('false')
    .transform((value) => value !== 'false'),
});

/** The inbox: every webhook as received, and what became of it. */
export const deliveryRoutes = {
  listDeliveries: route({
    method: 'GET',
    path: '/deliveries',
    role: 'admin',
    summary: {
      en: 'The inbox: deliveries, newest first.',
      fr: 'La boîte de réception : les livraisons, les plus récentes d’abord.',
    },
    query: z.strictObject({ status: orNull(Delivery.shape.status), ...paging }),
    answers: { 200: z.object(page(Delivery)).meta({ id: 'DeliveryPage' }) },
  }),

  showDelivery: route({
    method: 'GET',
    path: '/deliveries/:id',
    role: 'admin',
    summary: {
      en: 'One delivery with its headers, its raw body (base64) and its failed attempts.',
      fr: 'Une livraison avec ses en-têtes, son corps brut (base64) et ses tentatives échouées.',
    },
    answers: { 200: DeliveryFile },
    problems: ['not_found'],
  }),

  replayDelivery: route({
    method: 'POST',
    path: '/deliveries/:id/replay',
    role: 'admin',
    summary: {
      en: 'Applies a delivery again by the rules of today. `dryRun=true` answers what that would change, and changes nothing. There is no undo.',
      fr: 'Applique à nouveau une livraison selon les règles d’aujourd’hui. `dryRun=true` répond ce que cela changerait, et ne change rien. Il n’y a pas de retour en arrière.',
    },
    query: dryRun,
    body: { schema: Reason },
    answers: { 200: DecidedDelivery },
    problems: ['not_found', 'body_gone', 'wrong_status'],
  }),

  releaseDelivery: route({
    method: 'POST',
    path: '/deliveries/:id/release',
    role: 'admin',
    summary: {
      en: 'Applies a quarantined delivery, however old its signature is. `dryRun=true` changes nothing.',
      fr: 'Applique une livraison en quarantaine, quel que soit l’âge de sa signature. `dryRun=true` ne change rien.',
    },
    query: dryRun,
    body: { schema: Reason },
    answers: { 200: DecidedDelivery },
    problems: ['not_found', 'body_gone', 'wrong_status'],
  }),

  dismissDelivery: route({
    method: 'POST',
    path: '/deliveries/:id/dismiss',
    role: 'admin',
    summary: {
      en: 'Puts a delivery aside that will not be applied.',
      fr: 'Écarte une livraison qui ne sera pas appliquée.',
    },
    query: dryRun,
    body: { schema: Reason },
    answers: { 200: DecidedDelivery },
    problems: ['not_found', 'wrong_status'],
  }),
};

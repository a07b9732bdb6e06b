import { Alert, Anchor, Button, Group, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { DeliveryAct } from '../../../src/domain/delivery-act.ts';
import type { DeliveryFile } from '../../wire/delivery.ts';
import type { DecidedDelivery } from '../api/api.ts';
import { useText } from '../locale/use-text.ts';
import { DecisionForm } from './decision-form.tsx';
import { outcomeText } from './decision-words.ts';
import classes from './operator-page.module.css';
import { possibleActs } from './possible-acts.ts';

interface Done {
  act: DeliveryAct;
  decided: DecidedDelivery;
}

/** The acts that the status allows, one of them being decided, and the outcome of the last. */
export function DecisionPanel({ file }: { file: DeliveryFile }) {
  const say = useText();
  const [asked, setAsked] = useState<DeliveryAct | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const openers = useRef<Partial<Record<DeliveryAct, HTMLButtonElement | null>>>({});
  const outcome = useRef<HTMLDivElement>(null);
  const acts = possibleActs(file);
  const waits = file.status === 'dead' || file.status === 'quarantined';
  useEffect(() => {
    if (done !== null) outcome.current?.focus();
  }, [done]);

  function keep(act: DeliveryAct) {
    setAsked(null);
    setTimeout(() => openers.current[act]?.focus());
  }

  return (
    <Stack gap="sm">
      <div role="status" ref={outcome} tabIndex={-1} className="quiet-focus">
        {done !== null && <Outcome {...done} />}
      </div>
      {asked === null && acts.length > 0 && (
        <Group role="group" gap="sm" aria-label={say('act.title')}>
          {acts.map((act, position) => (
            <Button
              key={act}
              ref={(button) => {
                openers.current[act] = button;
              }}
              variant={position === 0 && waits ? 'filled' : 'default'}
              onClick={() => {
                setDone(null);
                setAsked(act);
              }}
            >
              {say(`act.${act}`)}
            </Button>
          ))}
        </Group>
      )}
      {asked !== null && (
        <div className={classes.decision}>
          <DecisionForm
            key={asked}
            act={asked}
            id={file.id}
            onKeep={() => keep(asked)}
            onDone={(decided) => {
              setAsked(null);
              setDone({ act: asked, decided });
            }}
          />
        </div>
      )}
    </Stack>
  );
}

function Outcome({ act, decided }: Done) {
  const say = useText();
  const prospect = decided.changes.find(({ type }) => type.startsWith('prospect.'));
  const isGood = act === 'dismiss' || decided.applied;
  return (
    <Alert color={isGood ? 'green' : 'orange'}>
      <div>{outcomeText(act, decided, say)}</div>
      {prospect !== undefined && (
        <Anchor
          component={Link}
          href={`/prospects/${encodeURIComponent(prospect.subjectId)}`}
          inherit
          display="block"
        >
          {say('act.seeProspect')}
        </Anchor>
      )}
    </Alert>
  );
}

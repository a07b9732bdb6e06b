import { Alert, Button, type ButtonProps, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { webLink } from '../details/web-link.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { connectFailure } from './outcome-text.ts';

interface ConnectButtonProps {
  label: string;
  variant?: ButtonProps['variant'];
}

/** Leaves for Calendly, where a person consents; the way back leads to the page about Calendly. */
export function ConnectButton({ label, variant = 'filled' }: ConnectButtonProps) {
  const say = useText();
  const { api } = useLive();
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: async () => {
      const { authorizationUrl } = await api.connectCalendly();
      const address = webLink(authorizationUrl);
      if (address === null) throw new Error(say('outcome.provider_error'));
      location.assign(address);
    },
  });
  return (
    <Stack gap="sm" align="flex-start">
      <Button variant={variant} loading={isPending || isSuccess} onClick={() => mutate()}>
        {label}
      </Button>
      {error !== null && (
        <Alert color="red" role="alert" title={say('connect.failed')}>
          {connectFailure(error, say)}
        </Alert>
      )}
    </Stack>
  );
}

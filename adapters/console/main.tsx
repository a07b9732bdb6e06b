import './mantine-styles.ts';
import './page.css';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { i18n } from './locale/i18n.ts';
import { takeTokenFromAddress } from './session/token-store.ts';
import { cssVariables, theme } from './theme.ts';

// Before anything else is done: what is in the address is in the history, and in what is copied.
const fromAddress = takeTokenFromAddress();

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
setNonce(nonce);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <I18nProvider i18n={i18n}>
        <App fromAddress={fromAddress} />
      </I18nProvider>
    </MantineProvider>
  </StrictMode>,
);

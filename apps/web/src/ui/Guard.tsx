import { Component, type ReactNode } from 'react';
import { type WithTranslation, withTranslation } from 'react-i18next';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';

interface Props extends WithTranslation {
  readonly children: ReactNode;
}

/** Keeps one broken page from leaving a blank screen. */
class GuardWithWords extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    const { t, children } = this.props;
    if (!this.state.isBroken) return children;
    return (
      <Banner tone="bad" title={t('common.unexpected')} role="alert">
        <p>{t('common.unexpectedTodo')}</p>
        <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
      </Banner>
    );
  }
}

export const Guard = withTranslation()(GuardWithWords);

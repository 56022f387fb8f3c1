// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

public enum Level {
  LOW {
    @Override
    long limit() {
      return 10;
    }
  },
  HIGH {
    @Override
    long limit() {
      return 1000;
    }
  };

  abstract long limit();
}

// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

import java.io.Serializable;
import java.util.List;

public record Band(Level level, List<String> names) implements Serializable {
  String shown() {
    return level + " " + String.join("/", names);
  }
}

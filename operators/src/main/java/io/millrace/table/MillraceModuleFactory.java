// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModuleFactory;
import org.apache.flink.table.module.Module;

/** What {@code LOAD MODULE millrace} finds. */
@Internal
public final class MillraceModuleFactory implements ModuleFactory {
  @Override
  public String factoryIdentifier() {
    return MillraceModule.NAME;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public Module createModule(Context context) {
    FactoryUtil.createModuleFactoryHelper(this, context).validate();
    return new MillraceModule();
  }
}

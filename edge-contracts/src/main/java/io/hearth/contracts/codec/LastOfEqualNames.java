package io.hearth.contracts.codec;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyMetadata;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.CreatorProperty;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.ValueInstantiators;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Arrays;

/**
 * Of a field that a record's object holds twice, also in another letter case ({@code interval}, {@code Interval}), the last one
 * counts, as with Go's decoder. Jackson makes a record as soon as it has a value for each component, and then refuses what
 * comes again; so records are read as if one more component were missing until their object ends.
 */
final class LastOfEqualNames {
    private static final String NEVER_WRITTEN = "\0";

    private LastOfEqualNames() {}

    static SimpleModule module() {
        return new SimpleModule("last-of-equal-names") {
            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addValueInstantiators(new OfRecords());
            }
        };
    }

    private static final class OfRecords extends ValueInstantiators.Base {
        @Override
        public ValueInstantiator findValueInstantiator(
                DeserializationConfig config, BeanDescription type, ValueInstantiator usual) {
            return type.getBeanClass().isRecord() && usual.canCreateFromObjectWith() ? new AtItsEnd(usual) : usual;
        }
    }

    private static final class AtItsEnd extends ValueInstantiator.Delegating {
        AtItsEnd(ValueInstantiator usual) {
            super(usual);
        }

        @Override
        public ValueInstantiator createContextual(DeserializationContext context, BeanDescription type)
                throws JsonMappingException {
            ValueInstantiator contextual = delegate().createContextual(context, type);
            return contextual == delegate() ? this : new AtItsEnd(contextual);
        }

        @Override
        public SettableBeanProperty[] getFromObjectArguments(DeserializationConfig config) {
            SettableBeanProperty[] components = delegate().getFromObjectArguments(config);
            SettableBeanProperty[] andOne = Arrays.copyOf(components, components.length + 1);
            andOne[components.length] = CreatorProperty.construct(
                    PropertyName.construct(NEVER_WRITTEN),
                    config.constructType(Object.class),
                    null,
                    null,
                    null,
                    null,
                    components.length,
                    null,
                    PropertyMetadata.STD_OPTIONAL);
            return andOne;
        }

        @Override
        public Object createFromObjectWith(
                DeserializationContext context, SettableBeanProperty[] components, PropertyValueBuffer values)
                throws IOException {
            return createFromObjectWith(context, values.getParameters(components));
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] values) throws IOException {
            return delegate().createFromObjectWith(context, Arrays.copyOf(values, values.length - 1));
        }
    }
}

package io.hearth.device.convention.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import java.util.Map;
import java.util.stream.Collectors;

/** The full names of the abbreviations in discovery messages (Home Assistant, MQTT discovery): those of what is read here. */
final class FullNames {
    private static final Map<String, String> OF_ENTITIES = table("""
            act_t action_topic
            act_tpl action_template
            avty availability
            avty_mode availability_mode
            avty_t availability_topic
            avty_tpl availability_template
            bri_cmd_t brightness_command_topic
            bri_cmd_tpl brightness_command_template
            bri_scl brightness_scale
            bri_stat_t brightness_state_topic
            bri_val_tpl brightness_value_template
            clr_temp_cmd_t color_temp_command_topic
            clr_temp_cmd_tpl color_temp_command_template
            clr_temp_stat_t color_temp_state_topic
            clr_temp_val_tpl color_temp_value_template
            cmd_t command_topic
            cmd_tpl command_template
            cmps components
            curr_hum_t current_humidity_topic
            curr_hum_tpl current_humidity_template
            curr_temp_t current_temperature_topic
            curr_temp_tpl current_temperature_template
            dev device
            dev_cla device_class
            fan_mode_cmd_t fan_mode_command_topic
            fan_mode_cmd_tpl fan_mode_command_template
            fan_mode_stat_t fan_mode_state_topic
            fan_mode_stat_tpl fan_mode_state_template
            fx_cmd_t effect_command_topic
            fx_cmd_tpl effect_command_template
            fx_stat_t effect_state_topic
            fx_val_tpl effect_value_template
            max_mirs max_mireds
            min_mirs min_mireds
            mode_cmd_t mode_command_topic
            mode_cmd_tpl mode_command_template
            mode_stat_t mode_state_topic
            mode_stat_tpl mode_state_template
            o origin
            obj_id object_id
            ops options
            p platform
            pl_avail payload_available
            pl_cls payload_close
            pl_lock payload_lock
            pl_not_avail payload_not_available
            pl_off payload_off
            pl_on payload_on
            pl_open payload_open
            pl_prs payload_press
            pl_stop payload_stop
            pl_unlk payload_unlock
            pos_clsd position_closed
            pos_open position_open
            pos_t position_topic
            pos_tpl position_template
            pr_mode_cmd_t preset_mode_command_topic
            pr_mode_cmd_tpl preset_mode_command_template
            pr_mode_stat_t preset_mode_state_topic
            pr_mode_val_tpl preset_mode_value_template
            ret retain
            set_pos_t set_position_topic
            set_pos_tpl set_position_template
            stat_cla state_class
            stat_off state_off
            stat_on state_on
            stat_t state_topic
            stat_tpl state_template
            stat_val_tpl state_value_template
            sug_dsp_prc suggested_display_precision
            sup_clrm supported_color_modes
            swing_mode_cmd_t swing_mode_command_topic
            swing_mode_cmd_tpl swing_mode_command_template
            swing_mode_stat_t swing_mode_state_topic
            swing_mode_stat_tpl swing_mode_state_template
            t topic
            temp_cmd_t temperature_command_topic
            temp_cmd_tpl temperature_command_template
            temp_stat_t temperature_state_topic
            temp_stat_tpl temperature_state_template
            temp_unit temperature_unit
            tilt_cmd_t tilt_command_topic
            tilt_cmd_tpl tilt_command_template
            tilt_status_t tilt_status_topic
            tilt_status_tpl tilt_status_template
            uniq_id unique_id
            unit_of_meas unit_of_measurement
            val_tpl value_template
            """);
    private static final Map<String, String> OF_DEVICES = table("""
            cns connections
            hw hw_version
            ids identifiers
            mdl model
            mf manufacturer
            sn serial_number
            sw sw_version
            """);

    private FullNames() {}

    private static Map<String, String> table(String lines) {
        return lines.lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    /** The settings of an entity, or those shared by a device's components, by their full names. */
    static ObjectNode ofEntity(JsonNode settings) {
        return named(settings, OF_ENTITIES);
    }

    /** The settings of a device by their full names. */
    static ObjectNode ofDevice(JsonNode settings) {
        return named(settings, OF_DEVICES);
    }

    private static ObjectNode named(JsonNode settings, Map<String, String> names) {
        ObjectNode full = Json.mapper().createObjectNode();
        settings.properties().forEach(one -> full.set(names.getOrDefault(one.getKey(), one.getKey()), one.getValue()));
        return full;
    }
}

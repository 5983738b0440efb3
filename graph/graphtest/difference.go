package graphtest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// difference says where got first differs from want, as a path and the two
// values there; it is empty where they are equal. A nil list or map is equal
// to an empty one: JSON and databases do not tell them apart.
func difference(got, want any) string {
	return differ("", reflect.ValueOf(got), reflect.ValueOf(want))
}

func differ(path string, got, want reflect.Value) string {
	if isNothing(got) || isNothing(want) {
		if isNothing(got) && isNothing(want) {
			return ""
		}
		return part(path, got, want)
	}
	if got.Type() != want.Type() {
		return fmt.Sprintf("%s: got a %s, want a %s", path, got.Type(), want.Type())
	}
	switch got.Kind() {
	case reflect.Pointer, reflect.Interface:
		if got.Kind() == reflect.Pointer && got.Pointer() == want.Pointer() {
			return ""
		}
		return differ(path, got.Elem(), want.Elem())
	case reflect.Struct:
		for i := range got.NumField() {
			if d := differ(path+"."+got.Type().Field(i).Name, got.Field(i), want.Field(i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Slice:
		for i := range min(got.Len(), want.Len()) {
			if d := differ(fmt.Sprintf("%s[%d]", path, i), got.Index(i), want.Index(i)); d != "" {
				return d
			}
		}
		if got.Len() != want.Len() {
			return part(fmt.Sprintf("%s: %d elements instead of %d", path, got.Len(), want.Len()), got, want)
		}
		return ""
	case reflect.Map:
		return differMaps(path, got, want)
	default:
		if got.Equal(want) {
			return ""
		}
		return part(path, got, want)
	}
}

func differMaps(path string, got, want reflect.Value) string {
	keys := append(got.MapKeys(), want.MapKeys()...)
	slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(fmt.Sprint(x), fmt.Sprint(y)) })
	for _, key := range keys {
		inBoth := got.MapIndex(key).IsValid() && want.MapIndex(key).IsValid()
		if d := differ(fmt.Sprintf("%s[%v]", path, key), got.MapIndex(key), want.MapIndex(key)); d != "" {
			return d
		}
		if !inBoth {
			return part(fmt.Sprintf("%s[%v]", path, key), got.MapIndex(key), want.MapIndex(key))
		}
	}
	return ""
}

func part(path string, got, want reflect.Value) string {
	return fmt.Sprintf("%s\n\tgot:  %s\n\twant: %s", path, shown(got), shown(want))
}

func shown(v reflect.Value) string {
	if !v.IsValid() {
		return "nothing"
	}
	return show(v.Interface())
}

func isNothing(v reflect.Value) bool {
	if !v.IsValid() {
		return true
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Pointer, reflect.Interface:
		return v.IsNil()
	}
	return false
}

// show prints a question or an answer as JSON, without the fields that are
// empty, in at most some thousand bytes.
func show(v any) string {
	text := fmt.Sprintf("%+v", v)
	if data, err := json.Marshal(v); err == nil {
		var plain any
		if json.Unmarshal(data, &plain) == nil {
			data, _ = json.Marshal(prune(plain))
		}
		text = string(data)
	}
	const most = 4000
	if len(text) > most {
		text = text[:most] + fmt.Sprintf(" … (%d bytes)", len(text))
	}
	return text
}

// prune drops the empty fields of objects.
func prune(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = prune(v[i])
		}
	case map[string]any:
		for key, field := range v {
			v[key] = prune(field)
			if isEmpty(v[key]) {
				delete(v, key)
			}
		}
	}
	return v
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case float64:
		return v == 0
	case []any:
		return len(v) == 0
	}
	return false // an object without fields says something: an empty set, an empty side
}
